-- Runs on H2 and on PostgreSQL alike.

-- A lesson's text as it was when a lab began with it. `version` is a digest of all that follows.
create table lesson_version (
    version   varchar(64)  primary key,
    lesson    varchar(200) not null,
    languages varchar(100) not null
);

-- `name` is relative to the lesson's folder.
create table lesson_file (
    version varchar(64)     not null references lesson_version (version),
    name    varchar(200)    not null,
    content varchar(300000) not null,
    primary key (version, name)
);

-- `version` is null for labs from before versions were kept; `first_step` is the one that a lab began at, null for the lesson's first.
alter table lab add column version varchar(64) references lesson_version (version);
alter table lab add column first_step varchar(200);
