-- Runs on H2 and on PostgreSQL alike.

-- Back to where a step was entered: its tasks and those of the steps after it are to be done again. What was earned
-- before stays in passed_task. `nth` counts a lab's rewinds from 1; the newest is the one in force.
create table rewound (
    lab  varchar(16)  not null references lab (id),
    nth  integer      not null,
    step varchar(200) not null,
    made timestamp with time zone not null,
    primary key (lab, nth)
);

-- Tasks that have passed since the nth rewind, for the first time or again.
create table passed_since (
    lab    varchar(16)  not null,
    nth    integer      not null,
    step   varchar(200) not null,
    task   varchar(200) not null,
    passed timestamp with time zone not null,
    primary key (lab, nth, step, task),
    foreign key (lab, nth) references rewound (lab, nth)
);
