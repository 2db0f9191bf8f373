def log = new File(basedir, 'build.log').text
assert log.contains('WEFT-003 load: @Async on a synchronized method.')
assert log =~ /Orders\.java:\[14,/
