"""City models (城市模型): CityJSON, CityJSONSeq and CityGML 2.0 as projects."""
