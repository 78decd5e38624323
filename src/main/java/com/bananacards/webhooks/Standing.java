package com.bananacards.webhooks;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * A delivery that may be searched for by its status: any that was not simply applied. As long as it waits, its row
 * is locked by who changes it. Rows come and go with the deliveries, by SQL of the inbox.
 */
@Entity
@Table(name = "delivery_by_status")
class Standing extends Received {

    /** For Hibernate. */
    protected Standing() {}
}
