"""Words that the parts of a review share (复核用语)."""
