"""Predict, quiz, exercise, claim and verdict cards, progress: the parts of a lesson, without physiology."""
