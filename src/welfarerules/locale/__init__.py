"""Translations: one folder a language. English is in the source."""
