-- Runs on H2 and on PostgreSQL alike.

-- The task was solved before the learner's eyes, for the first time at that moment. What it earned is in passed_task.
create table shown_solution (
    lab   varchar(16)  not null references lab (id),
    step  varchar(200) not null,
    task  varchar(200) not null,
    shown timestamp with time zone not null,
    primary key (lab, step, task)
);
