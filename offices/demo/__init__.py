"""Invented data for demonstrations: plausible, the same at every load, and marked as such on every page.

Divisions are real; populations, stations, homes, activities, people and accounts are not. ``load_demo`` (in
``assessments``) calls the makers in order; ``staffing.demo`` adds the people.
"""

SOURCE = "演示数据"
