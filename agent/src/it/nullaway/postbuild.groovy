String log = new File(basedir, 'build.log').text
assert log.contains('Careless.java:[20,41]')
assert log.contains("[NullAway] dereferenced expression 'await(find(key))' is @Nullable")
