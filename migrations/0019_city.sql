-- For distances: what lies within a circle is looked for between two latitudes first.
create index city_latitude on city (latitude) include (id, longitude);
