-- Runs on H2 and on PostgreSQL alike.

-- One learner's attempt at one lesson. `ended` is null while it is open.
create table lab (
    id      varchar(16)  primary key,
    learner varchar(26)  not null,
    lesson  varchar(200) not null,
    attempt integer      not null,
    seed    bigint       not null,
    sandbox varchar(32),
    created timestamp with time zone not null,
    ended   timestamp with time zone,
    unique (learner, lesson, attempt)
);

create table entered_step (
    lab     varchar(16)  not null references lab (id),
    step    varchar(200) not null,
    entered timestamp with time zone not null,
    primary key (lab, step)
);

-- `evidence` is a JSON array of {"source", "text"}: what was seen when the task passed.
create table passed_task (
    lab      varchar(16)      not null references lab (id),
    step     varchar(200)     not null,
    task     varchar(200)     not null,
    points   integer          not null,
    evidence varchar(1000000) not null,
    passed   timestamp with time zone not null,
    primary key (lab, step, task)
);

create table given_answer (
    lab      varchar(16)  not null references lab (id),
    step     varchar(200) not null,
    question varchar(200) not null,
    attempt  integer      not null,
    choice   varchar(200) not null,
    correct  boolean      not null,
    points   integer      not null,
    given    timestamp with time zone not null,
    primary key (lab, step, question, attempt)
);

create table made_prediction (
    lab        varchar(16)  not null references lab (id),
    step       varchar(200) not null,
    prediction varchar(200) not null,
    choice     varchar(200) not null,
    made       timestamp with time zone not null,
    primary key (lab, step, prediction)
);

-- `hint` counts a task's hints from 1.
create table revealed_hint (
    lab      varchar(16)  not null references lab (id),
    step     varchar(200) not null,
    task     varchar(200) not null,
    hint     integer      not null,
    revealed timestamp with time zone not null,
    primary key (lab, step, task, hint)
);
