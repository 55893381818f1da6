select count(*) as total from industry where true and (industry.name_en collate "default" ilike $1 or industry.name_zh collate "default" ilike $2)

select count(*) as total from industry where true and (industry.name_en collate "default" ilike $1 or industry.name_zh collate "default" ilike $2)

select count(*) as total from industry where true and exists (select from stat where stat.subject_id = industry.id and true)

select count(*) as total from industry where true and (((industry.name_en collate "default" ilike $1 or industry.name_zh collate "default" ilike $2) or exists (select from stat where stat.subject_id = industry.id and true))) is not true

select industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note from industry where true and (industry.name_en collate "default" ilike $1 or industry.name_zh collate "default" ilike $2) order by industry.slug limit $3

select industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note from industry where true and (industry.name_en collate "default" ilike $1 or industry.name_zh collate "default" ilike $2) order by industry.slug limit $3

select industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note from industry where true and exists (select from stat where stat.subject_id = industry.id and true) order by industry.slug limit $1

select industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note from industry where true and (((industry.name_en collate "default" ilike $1 or industry.name_zh collate "default" ilike $2) or exists (select from stat where stat.subject_id = industry.id and true))) is not true order by industry.slug limit $3
