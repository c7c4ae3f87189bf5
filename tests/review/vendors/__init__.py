"""Reports as the usual products print them, for tests of a review (仿制送审报告).

``figures`` measures a project as a compiler would, under conditions of its own;
``sampler`` turns exact intervals into what a program that samples prints, by a plain
loop over the samples that shares no line with ``sunlight.durations.sampling``;
``report`` numbers the windows by a scheme of its own and judges the households;
``files`` prints DOCX, XLSX, CSV and PDF tables; ``declared`` the declaration.
"""
