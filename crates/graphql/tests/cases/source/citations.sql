-- SHA-256 of the statements: f596a1081a9da06a90c6d510d6f5679bb2fe2fa161088a907a4383d4cc822e95

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)
