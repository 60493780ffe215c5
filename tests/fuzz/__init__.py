"""Texts nobody should hand in and somebody will, read by the ten thousand."""
