-- SHA-256 of the statements: 367198315c1ed989d50437da9e55f8c8a45c762784becfa849441a63f112e2f6

select <columns of cluster>
from cluster
where true
order by cluster.slug
limit $1

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select
      stat.key,
      stat.indicator_id,
      stat.value::text as value,
      stat.unit_code,
      stat.qualifier,
      stat.period_label,
      stat.period_start,
      stat.period_end,
      stat.period_basis,
      stat.source_id,
      stat.as_printed
    from stat
    where stat.subject_id = parent.id
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $2
  ) as child

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select
      stat.key,
      stat.indicator_id,
      stat.value::text as value,
      stat.unit_code,
      stat.qualifier,
      stat.period_label,
      stat.period_start,
      stat.period_end,
      stat.period_basis,
      stat.source_id,
      stat.as_printed
    from stat
    where stat.subject_id = parent.id
    order by stat.period_end, stat.period_start, stat.key
    limit $2
  ) as child

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from stat
  where stat.subject_id = parent.id
) as child
order by parent.ordinal
