"""Footprints of geographic information systems (地理信息数据): four formats."""
