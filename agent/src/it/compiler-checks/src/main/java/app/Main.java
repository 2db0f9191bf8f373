package app;

class Main {
    public static void main(String[] args) {
        new Orders().load();
    }
}
