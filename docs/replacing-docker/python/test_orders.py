from confluent_kafka import Consumer, Producer


def test_an_order_is_billed(bootstrap_servers):
    producer = Producer({"bootstrap.servers": bootstrap_servers})
    producer.produce("orders", key="alice", value="a pound of tea")
    assert producer.flush(30) == 0

    consumer = Consumer(
        {"bootstrap.servers": bootstrap_servers, "group.id": "billing", "auto.offset.reset": "earliest"}
    )
    consumer.subscribe(["orders"])
    (record,) = consumer.consume(1, timeout=30)
    assert (record.error(), record.key(), record.value()) == (None, b"alice", b"a pound of tea")
    consumer.close()
