"""Sliders to physiology to figure, sentence and table: one class per panel."""
