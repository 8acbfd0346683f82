"""Many documents as one corpus: one identity a company, one event a deal."""
