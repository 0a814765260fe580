DROP TABLE change_file;
DROP TABLE change;
