-- Graded work as it was handed in: at most once a lab. `snapshot` is the machine's state that was judged, as JSON;
-- `recordings` is a JSON array of {"machine", "terminal", "end"}: how far each terminal's recording had come.
create table hand_in (
    lab        varchar(16) primary key references lab (id),
    handed_in  timestamp with time zone not null,
    snapshot   text not null,
    recordings text not null
);

-- `outcome` is passed, failed or inconclusive; `account` is JSON: the evidence, the diagnosis or the reason.
create table judged_task (
    lab      varchar(16)  not null references hand_in (lab),
    step     varchar(200) not null,
    task     varchar(200) not null,
    outcome  varchar(12)  not null,
    points   integer      not null,
    account  text         not null,
    primary key (lab, step, task)
);
