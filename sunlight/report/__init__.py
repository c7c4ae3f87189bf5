"""Files and pictures of an assessment (成果输出)."""
