"""fundex: a funding-event knowledge extractor for Japanese."""
