/** As the API takes them; said again, because its schemas would weigh more than the page. */
export const maxComparedIdeas = 6;
