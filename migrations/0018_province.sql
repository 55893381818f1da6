-- For distances: what lies within a circle is looked for between two latitudes first.
create index province_latitude on province (latitude) include (id, longitude);
