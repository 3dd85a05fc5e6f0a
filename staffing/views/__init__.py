"""Screens of people and posts; each module is one screen or one family of forms."""
