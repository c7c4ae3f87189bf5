"""Tell when one window sees the sun on 大寒, and who ends it.

A slab 54 m tall stands 50 m south of a window 1.5 m wide.
"""

import shapely

import sunlight as sl

path = sl.sun_path("大寒", latitude=38.42)
slab = sl.Prism("1#", shapely.box(-30, -12, 30, 0), 0.0, 54.0)
obstructions = sl.Obstructions.from_prisms([slab])
left = sl.Receivers.from_points([[-0.75, 50.0, 0.9]], normals=[[0.0, -1.0, 0.0]])
right = sl.Receivers.from_points([[0.75, 50.0, 0.9]], normals=[[0.0, -1.0, 0.0]])
full = sl.full_window_intervals(left, right, obstructions, path)

print(path.declination.origin)
for start, end, face in zip(full.start, full.end, full.end_face, strict=True):
    owner = int(obstructions.face_owner([face])[0])
    by = obstructions.owner_names[owner] if owner >= 0 else "the band"
    print(f"lit {start:.2f} to {end:.2f} min of true solar time, ended by {by}")
print(f"counted: {sl.sunlit_minutes(full)[0]:.2f} min")
