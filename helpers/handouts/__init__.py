"""Printable sheets of each lesson, for students and for the teacher: ``python -m helpers.handouts``."""
