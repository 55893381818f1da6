-- SHA-256 of the statements: 7f043aaa89a9810d880c9dacd3850f381190b9787ad98590475a62d02f8e558a

SELECT <columns of stat>
FROM "stat"
WHERE "stat"."key" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)
