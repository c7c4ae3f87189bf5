"""IFC models (建筑信息模型): IFC2X3, IFC4 and IFC4X3."""
