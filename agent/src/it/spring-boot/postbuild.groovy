def log = new File(basedir, 'build.log').text
assert log.count('order 7 costs 69, by org.springframework.boot.loader.launch.LaunchedClassLoader') == 3
assert log.count('loop ended') == 3
