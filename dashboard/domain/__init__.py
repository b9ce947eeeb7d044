"""Pure rules in Python that SQL cannot say well; imports nothing of ours but itself."""
