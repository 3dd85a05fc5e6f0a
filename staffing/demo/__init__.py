"""Invented people and posts for demonstrations, on the stations and homes that ``offices.demo`` made."""
