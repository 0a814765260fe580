DROP TABLE supply_segment;
