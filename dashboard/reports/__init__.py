"""What leaves the house: tables as files, slides for the projector, pages for the printer."""
