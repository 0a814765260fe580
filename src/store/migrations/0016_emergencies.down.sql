DROP TABLE watched_look;
DROP TABLE outage_plan;
DROP TABLE emergency;
