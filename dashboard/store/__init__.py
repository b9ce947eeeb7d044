"""The store: one door to the data. Reads are in queries, acts in commands."""
