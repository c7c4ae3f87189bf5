"""What a report says of itself (报告自述): from a form, and out of the document."""
