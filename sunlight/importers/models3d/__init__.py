"""Meshes of buildings (三维网格): OBJ, glTF, STL, PLY and OFF."""
