"""Pictures of the opinion (意见书附图)."""
