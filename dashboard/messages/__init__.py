"""What leaves the house as a message: texts to copy, and the adapters that send them if the town
switches them on. Nothing is sent unless somebody asks for it."""
