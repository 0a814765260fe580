DROP TABLE delivery_copy;
DROP TABLE delivery_difference;
DROP TABLE delivery;
