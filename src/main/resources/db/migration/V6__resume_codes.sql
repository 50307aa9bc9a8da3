-- Runs on H2 and on PostgreSQL alike.

-- What a learner goes on with in another browser. `seal` stands for the code, which is kept nowhere.
create table resume_code (
    seal    varchar(64) primary key,
    learner varchar(26) not null,
    expires timestamp with time zone not null
);

create index resume_code_learner on resume_code (learner);
