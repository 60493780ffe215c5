"""Bylaws as a TOML scheme: text → tree with places → typed sections → a checked `Scheme`, or everything that is wrong.

`read` is the way in. `model` says what a scheme is.
"""
