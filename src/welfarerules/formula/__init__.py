"""The formula language of bylaws: text → typed expression → program of whole numbers.

`typed` has the vocabulary, `parse` reads text, `build` makes expressions without text, `lower` turns them into the
instructions that `welfarerules.kernel.program` runs, and `trace` reads a run back.
"""
