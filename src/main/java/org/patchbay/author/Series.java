package org.patchbay.author;

import java.util.List;

/**
 * What can go wrong with several tasks, one after the other in one seat.
 *
 * @param places one or more, of one lesson, in its order
 */
record Series(List<Place> places, boolean faults, boolean mutations) implements Sitting {
    Series {
        places = List.copyOf(places);
    }

    @Override
    public void hold(Minutes minutes) throws InterruptedException {
        try (Seat seat = new Seat(places.getFirst())) {
            for (Place place : places) {
                seat.turnTo(place);
                new Mistakes(place, faults, mutations).hold(minutes, seat);
            }
        }
    }
}
